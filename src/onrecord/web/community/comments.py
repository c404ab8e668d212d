"""The pages of comments: a thread, one comment, and the forms to write, change, delete and flag one.

Each form is a page of its own, and stands in the thread where htmx asks for it.
"""

from __future__ import annotations

from itertools import takewhile

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from onrecord import community
from onrecord.community import CommentView, PostView
from onrecord.community.models import Account, Role
from onrecord.limits.community import REASON_CHARS
from onrecord.limits.web import COMMENTS_ON_PAGE, COMMENTS_SHOWN
from onrecord.web.accounts import allowed
from onrecord.web.community.asking import account_of, came_from, new_key, one_line, reader_of
from onrecord.web.community.gates import gates_of
from onrecord.web.community.outcome import Outcome, attempt, in_place
from onrecord.web.community.plain_words import as_html
from onrecord.web.community.post_part import of_thread
from onrecord.web.community.thread import row_of, rows_of, thread_of
from onrecord.web.models import StatementRow
from onrecord.web.shelf import sheet_of

__all__ = ["add", "answer_to", "change", "comment", "comments", "delete", "flag", "history"]


@require_safe
def comments(request: HttpRequest, post: int) -> HttpResponse:
    """Show the comments of a post page by page, of all of it or on one of its statements (`?statement=`)."""
    found, reader = _standing(post), reader_of(request)
    on = _statement(found, request.GET.get("statement", ""))
    after = _number(request.GET.get("after", ""))
    thread = thread_of(post, reader, COMMENTS_ON_PAGE, after, on.statement if on else None)
    shown = {**_around(found, reader), "thread": thread, "on": on, "first": after is not None}
    return render(request, "community/comments.html", shown)


@require_safe
def comment(request: HttpRequest, comment: int) -> HttpResponse:
    """Show one comment with what answers it."""
    reader = reader_of(request)
    post, found = _comment(comment, reader)
    below = community.thread(post.id, reader.pk if reader else None, comment)[:COMMENTS_ON_PAGE]
    answers = list(takewhile(lambda each: each.depth > found.depth, below))
    row, *rows = rows_of([found, *answers], reader)
    shown = {
        **_around(post, reader),
        "row": row,
        "answers": rows,
        "more": answers[-1].id if len(answers) == COMMENTS_ON_PAGE else None,
        "moderates": reader is not None and reader.may(Role.EDITOR),
    }
    return render(request, "community/comment_page.html", shown)


@require_safe
def history(request: HttpRequest, comment: int) -> HttpResponse:
    """Show the earlier words of a comment."""
    reader = reader_of(request)
    post, found = _comment(comment, reader)
    earlier = [(as_html(text), until) for text, until in community.comment_history(comment)]
    shown = {**_around(post, reader), "row": row_of(found, reader), "earlier": earlier}
    return render(request, "community/history.html", shown)


@require_POST
@allowed(Role.READER)
def add(request: HttpRequest, post: int) -> HttpResponse:
    """Add a comment to a post, to one of its statements, or as an answer to another."""
    found, text = community.post(post), request.POST.get("text", "")
    on, parent = request.POST.get("statement", ""), _number(request.POST.get("parent", ""))
    if parent is None:
        _statement(found, on)
    outcome = attempt(
        request, lambda caller: community.comment(caller, post, text, parent, on), "comment", post, text, parent, on
    )
    if in_place(request) and outcome.done is not None and not on and request.GET.get("thread") == "story":
        return _renewed(request, found, outcome)
    if in_place(request) and outcome.done is not None and parent is not None:
        shown = _one(request, outcome.done.number or 0)
        return render(request, "community/answered_part.html", {**shown, "says": outcome.says})
    if outcome.done is not None:
        messages.success(request, outcome.says)
        return _to(request, f"{reverse('comment', args=[outcome.done.number])}#comment-{outcome.done.number}")
    answered = _comment(parent, account_of(request))[1] if parent is not None else None
    return _form(request, found, outcome, text=text, parent=answered, on=on)


def _renewed(request: HttpRequest, post: PostView, outcome: Outcome) -> HttpResponse:
    """Answer with the thread under the story, the new comment in it; or lead to the comment where it has no room."""
    reader, number = account_of(request), outcome.done.number if outcome.done else None
    shown = of_thread(post, reader, community.standing(reader.pk))
    if number not in {row.comment.id for row in thread_of(post.id, reader, COMMENTS_SHOWN).rows}:
        messages.success(request, outcome.says)
        return _to(request, f"{reverse('comment', args=[number])}#comment-{number}")
    return render(request, "community/thread_part.html", {**shown, "says": outcome.says, "new": number})


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Lead to another page, by htmx too."""
    if in_place(request):
        return HttpResponse(status=200, headers={"HX-Redirect": address})
    return redirect(address)


@require_safe
@allowed(Role.READER)
def answer_to(request: HttpRequest, comment: int) -> HttpResponse:
    """Show the form that answers a comment."""
    post, parent = _comment(comment, account_of(request))
    return _form(request, post, None, parent=parent)


def _form(
    request: HttpRequest,
    post: PostView,
    outcome: Outcome | None,
    *,
    text: str = "",
    parent: CommentView | None = None,
    changes: CommentView | None = None,
    on: str = "",
) -> HttpResponse:
    """Show the form of a comment, with what was typed and why it was refused: as a page, or alone to htmx."""
    reader = account_of(request)
    shown = {
        **_around(post, reader),
        "says": outcome.says if outcome else "",
        "typed": text,
        "parent": row_of(parent, reader) if parent else None,
        "changes": changes,
        "at": changes.id if changes else parent.id if parent else "new",
        "on": StatementRow.objects.filter(pk=on).first() if on else None,
    }
    template = "community/comment_form.html" if in_place(request) else "community/comment_form_page.html"
    status = 200 if outcome is None else 422 if in_place(request) else outcome.status
    return render(request, template, shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
def change(request: HttpRequest, comment: int) -> HttpResponse:
    """Show one's comment to change it (GET), and change it (POST)."""
    reader = account_of(request)
    post, found = _comment(comment, reader)
    text, outcome = found.text, None
    if found.writer != reader.pk:
        raise Http404
    if request.method == "POST":
        text = request.POST.get("text", "")
        outcome = attempt(request, lambda caller: community.edit_comment(caller, comment, text), "edit", comment, text)
        if outcome.done is not None and in_place(request):
            shown = {**_one(request, comment), "says": outcome.says}
            answer = render(request, "community/changed_part.html", shown)
            answer["HX-Retarget"] = f"#comment-{comment}"
            return answer
        if outcome.done is not None:
            messages.success(request, outcome.says)
            return redirect(f"{reverse('comment', args=[comment])}#comment-{comment}")
    return _form(request, post, outcome, text=text, changes=found)


def _one(request: HttpRequest, number: int) -> dict[str, object]:
    """Return what one comment is shown by in its place in a thread."""
    reader = account_of(request)
    post, found = _comment(number, reader)
    above = [_comment(found.parent, reader)[1]] if found.parent is not None else []
    return {**_around(post, reader), "row": rows_of([*above, found], reader)[-1], "new": number}


@require_POST
@allowed(Role.READER)
def delete(request: HttpRequest, comment: int) -> HttpResponse:
    """Delete one's comment."""
    outcome = attempt(request, lambda caller: community.delete_comment(caller, comment), "delete", comment)
    back = came_from(request, comment)
    if outcome.done is None:
        return render(request, "community/refused.html", {"says": outcome.says, "back": back}, status=outcome.status)
    messages.success(request, outcome.says)
    return redirect(back)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
def flag(request: HttpRequest, comment: int) -> HttpResponse:
    """Show the form that asks moderators to look at a comment (GET), and ask them (POST)."""
    reader = account_of(request)
    post, found = _comment(comment, reader)
    outcome, reason = None, ""
    if request.method == "POST":
        reason = one_line(request.POST.get("reason", ""))[:REASON_CHARS]
        outcome = attempt(request, lambda caller: community.flag(caller, comment, reason), "flag", comment, reason)
        if outcome.done is not None and not in_place(request):
            messages.success(request, outcome.says)
            return redirect(f"{reverse('comment', args=[comment])}#comment-{comment}")
    shown = {
        **_around(post, reader),
        "row": row_of(found, reader),
        "reason": reason,
        "says": outcome.says if outcome else "",
        "done": outcome is not None and outcome.done is not None,
    }
    status = 200 if outcome is None or outcome.done else 422 if in_place(request) else outcome.status
    template = "community/flag_form.html" if in_place(request) else "community/flag_page.html"
    return render(request, template, shown, status=status)


def _around(post: PostView, reader: Account | None) -> dict[str, object]:
    """Return what every page of comments knows: the post, what its acts cost, and which are open to the reader."""
    tariff = community.current_tariff()
    return {
        "post": post,
        "tariff": tariff,
        "gates": gates_of(community.standing(reader.pk) if reader else None, tariff),
        "comment_key": new_key() if reader else "",
        "tribute": community.comment_tribute(reader.pk) if reader else None,
        "reason_chars": REASON_CHARS,
    }


def _comment(id: int, reader: Account | None) -> tuple[PostView, CommentView]:
    """Return a comment as a reader sees it, with its post. Raises 404 when that was withdrawn."""
    post, found = community.comment_view(id, reader.pk if reader else None)
    if post.withdrawn_at is not None:
        raise Http404
    return post, found


def _standing(id: int) -> PostView:
    """Return a post that was not withdrawn. Raises 404 for others: what stood under them is shown no more."""
    found = community.post(id)
    if found.withdrawn_at is not None:
        raise Http404
    return found


def _statement(post: PostView, id: str) -> StatementRow | None:
    """Return the statement that a comment is to be on, None for the whole story. Raises 404 for another story's."""
    if not id:
        return None
    found = StatementRow.objects.filter(pk=id).first() if "\0" not in id else None
    if found is None or found.story not in (post.story, sheet_of(post.story).story):
        raise Http404
    return found


def _number(said: str) -> int | None:
    """Return the number of a comment that a form or address names, None for none and for what is no number."""
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 18 else None
