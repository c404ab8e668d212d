"""Saved searches: keeping a question, its feed, and letters about what it finds anew."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from onrecord.community.models import Account, Role
from onrecord.limits.search import LOOK_ROWS, SAVED_SEARCHES
from onrecord.web.accounts import allowed
from onrecord.web.search import alerts
from onrecord.web.search.asked import Asked
from onrecord.web.search.asking import answer
from onrecord.web.search.listed import atom
from onrecord.web.search.models import SavedSearch
from onrecord.web.search.parsing import Unreadable
from onrecord.web.search.showing import shown

__all__ = ["urlpatterns"]

TOO_MANY = (
    f"This search finds {LOOK_ROWS:,} wordings and more; letters about so much would miss some. "
    "Narrow it, or follow its feed."
)


class SavedSearchForm(forms.Form):
    """The name of a search, and how soon letters tell of what it finds anew."""

    name = forms.CharField(max_length=120, label="Name")
    pace = forms.ChoiceField(
        choices=SavedSearch.Pace.choices, label="Letters about what is new", widget=forms.RadioSelect
    )


def _question(fields: QueryDict) -> tuple[str, str]:
    """Return the address part and the words of a question. Raises `Unreadable`, also when nothing is asked."""
    asked = Asked.of(fields)
    if asked.tree() is None:
        raise Unreadable("there is nothing to save yet; ask something first")
    return asked.address(show="articles" if fields.get("show") == "articles" else ""), asked.title()


def _account(request: HttpRequest) -> Account:
    return cast("Account", request.user)


def _own(request: HttpRequest, id: int) -> SavedSearch:
    return get_object_or_404(SavedSearch, id=id, account=_account(request))


@require_http_methods(["GET", "HEAD"])
@allowed(Role.READER)
def saved(request: HttpRequest) -> HttpResponse:
    """List the searches of this account."""
    held = SavedSearch.objects.filter(account=_account(request)).order_by("name", "id")
    rows = [{"search": each, "words": Asked.of(QueryDict(each.question)).title()} for each in held]
    return render(request, "search_saved.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
def save(request: HttpRequest) -> HttpResponseBase:
    """Save the question in this address under a name."""
    try:
        question, words = _question(request.GET)
    except Unreadable as error:
        return render(request, "search_save.html", {"wrong": _sentence(error)}, status=400)
    form = SavedSearchForm(request.POST or None, initial={"name": words[:120], "pace": SavedSearch.Pace.NONE})
    if request.method == "POST" and form.is_valid():
        account = _account(request)
        if SavedSearch.objects.filter(account=account).count() >= SAVED_SEARCHES:
            form.add_error(None, f"An account keeps at most {SAVED_SEARCHES} searches; delete one first.")
        else:
            search = SavedSearch(account=account, name=form.cleaned_data["name"], question=question)
            search.save()
            if _paced(search, form):
                messages.success(request, f"Saved: {search.name}")
                return redirect("saved-searches")
            search.delete()
    context = {"form": form, "question": question, "words": words}
    return render(request, "search_save.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allowed(Role.READER)
def change(request: HttpRequest, id: int) -> HttpResponseBase:
    """Give a saved search another name or pace."""
    search = _own(request, id)
    form = SavedSearchForm(request.POST or None, initial={"name": search.name, "pace": search.pace})
    if request.method == "POST" and form.is_valid():
        search.name = form.cleaned_data["name"]
        if _paced(search, form):
            messages.success(request, f"Changed: {search.name}")
            return redirect("saved-searches")
    words = Asked.of(QueryDict(search.question)).title()
    context: dict[str, Any] = {"form": form, "search": search, "question": search.question, "words": words}
    return render(request, "search_save.html", context, status=400 if form.errors else 200)


def _paced(search: SavedSearch, form: SavedSearchForm) -> bool:
    """Set the pace, and return whether it could be set; the form says why not."""
    try:
        alerts.start(search, form.cleaned_data["pace"])
    except alerts.TooMany:
        form.add_error("pace", TOO_MANY)
        return False
    return True


@require_POST
@allowed(Role.READER)
def delete(request: HttpRequest, id: int) -> HttpResponseBase:
    """Delete a saved search with its feed and letters."""
    search = _own(request, id)
    search.delete()
    messages.success(request, f"Deleted: {search.name}")
    return redirect("saved-searches")


@require_http_methods(["GET", "HEAD"])
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Give what a saved search finds as an Atom feed, to whoever knows its address."""
    search = SavedSearch.objects.filter(token=token).first()
    if search is None:
        raise Http404
    tree, kind = alerts.read(search)
    found = answer(tree, kind, "day")
    response = atom(request, search.name, shown(found, tree), f"/search/?{search.question}")
    response["Cache-Control"] = "private"
    return response


@csrf_exempt  # the signed text in the address is what allows it, and mail programs post without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, signed: str) -> HttpResponse:
    """End the letters of a saved search, for who holds one of them; signing in is not needed."""
    search = alerts.of_unsubscribing(signed)
    if search is None:
        return render(request, "search_unsubscribe.html", {"unknown": True}, status=404)
    if request.method == "POST":
        SavedSearch.objects.filter(id=search.pk).update(pace=SavedSearch.Pace.NONE)
    ended = request.method == "POST" or search.pace == SavedSearch.Pace.NONE
    return render(request, "search_unsubscribe.html", {"search": search, "ended": ended})


def _sentence(error: Exception) -> str:
    text = str(error)
    return f"{text[:1].upper()}{text[1:]}."


urlpatterns = [
    path("search/saved/", saved, name="saved-searches"),
    path("search/saved/new/", save, name="save-search"),
    path("search/saved/<int:id>/", change, name="saved-search"),
    path("search/saved/<int:id>/delete/", delete, name="delete-saved-search"),
    path("search/saved/<str:token>.atom", feed, name="saved-search-feed"),
    path("search/unsubscribe/<str:signed>/", unsubscribe, name="unsubscribe"),
]
