"""Who stands behind a source, on what terms, where and when, and through whom it is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.core import Interval, Span
from onrecord.reading.attributions import Relation
from onrecord.reading.names import find_names
from onrecord.reading.speakers import resolve_speakers


def speakers(reader: Any, text: str) -> list[str | None]:
    """Return the speaker of each attribution."""
    return [one.speaker_name for one in reader(text).attributions]


def test_a_surname_is_the_full_name_of_its_only_bearer(reader: Any) -> None:
    """First or last, one word of a name is enough when one person bears it."""
    text = "Port director Mira Brandt met Wen Tao-lin. Brandt said the pier was safe. “It is not,” Wen said."
    assert speakers(reader, text) == ["Mira Brandt", "Wen Tao-lin"]


def test_a_non_breaking_hyphen_does_not_divide_a_name(reader: Any) -> None:
    """Names typed with U+2011 are found, and are the same bearer as with a plain hyphen."""
    text = "Harbour Adviser Wen Tao\u2011lin said the pier was safe. “It is safe,” Wen added."
    assert speakers(reader, text) == ["Wen Tao\u2011lin", "Wen Tao\u2011lin"]


def test_a_name_with_two_bearers_is_nobody(reader: Any) -> None:
    """Rather no name than a guess."""
    text = "Mayor Mira Brandt and Judge Tavi Brandt met. “It is safe,” Brandt said."
    assert speakers(reader, text) == [None]


def test_a_pronoun_is_the_last_speaker(reader: Any) -> None:
    """He and she point to whoever spoke last in the paragraphs just before."""
    text = "“We sail,” said Mayor Mira Brandt.\n\n“We land,” she added.\n\nShe said the crew was ready."
    assert speakers(reader, text) == ["Mira Brandt"] * 3


def test_a_pronoun_after_a_long_silence_is_nobody(reader: Any) -> None:
    """A pronoun does not reach over many paragraphs in which nobody spoke."""
    text = "“We sail,” said Mayor Mira Brandt.\n\n" + "The harbour was calm.\n\n" * 5 + "“We land,” she said."
    assert speakers(reader, text) == ["Mira Brandt", None]


def test_a_person_named_beside_another_is_not_the_speaker(reader: Any) -> None:
    """An aide to somebody is not that somebody, and somebody's administration is not either."""
    text = "Mayor Mira Brandt left. “It is safe,” said an aide to Mira Brandt. The Brandt office said it was closed."
    first, second = reader(text).attributions
    assert first.speaker_name is None
    assert first.anonymous is not None
    assert second.speaker_name != "Mira Brandt"


def test_the_office_before_and_after_a_name_is_the_role(reader: Any) -> None:
    """Titles in capitals, offices in lower case and appositions are all read, with the body they name."""
    text = (
        "National Harbour Adviser Mira Brandt said it was safe.\n\n"
        "Tavi Okoro, first deputy director of the Harbour Office, said it was not.\n\n"
        "“It is,” Brandt said."
    )
    found = reader(text)
    assert [one.role for one in found.attributions] == [
        "National Harbour Adviser",
        "first deputy director of the Harbour Office",
        "National Harbour Adviser",
    ]
    [role] = [role for mention in found.mentions for role in mention.roles if role.organization]
    assert (role.role, role.organization) == ("first deputy director of the Harbour Office", "Harbour Office")
    assert role.span.of(text) == role.role


def test_two_anonymous_officials_stay_two(reader: Any) -> None:
    """“Another” brings in a second one, and “the official” is then the second."""
    text = (
        "The pier will close, a Harbour Ministry official told The Karst Courier on condition of anonymity.\n\n"
        "“It is old,” the official said.\n\n"
        "Another Harbour Ministry official, also speaking on condition of anonymity, said it was safe.\n\n"
        "“It is safe,” the official said."
    )
    hidden = [one.anonymous for one in reader(text).attributions]
    assert [one.description for one in hidden if one] == [
        "a Harbour Ministry official",
        "a Harbour Ministry official",
        "another Harbour Ministry official",
        "another Harbour Ministry official",
    ]
    assert {one.reason for one in hidden if one} == {"condition of anonymity"}
    assert all(one.speaker_name is None for one in reader(text).attributions)


def test_the_reason_for_anonymity_is_given_in_full(reader: Any) -> None:
    """What follows “because” belongs to the reason."""
    text = "A diplomat said on condition of anonymity because the talks are secret, that the pier would close."
    assert reader(text).attributions[0].anonymous.reason == "condition of anonymity because the talks are secret"


def test_a_reason_given_in_the_next_sentence_holds_for_all_that_the_source_said(reader: Any) -> None:
    """“They asked not to be named because ...” is no statement; it tells why the people before have no name."""
    text = (
        "The pier will close, according to two people briefed on the request. The people said that it was old. "
        "They asked not to be named because the talks are secret."
    )
    hidden = [one.anonymous for one in reader(text).attributions]
    assert [(one.description, one.reason) for one in hidden] == [
        ("two people briefed on the request", "not to be named because the talks are secret")
    ] * 2


def test_a_name_after_the_office_that_describes_it_is_the_speaker(reader: Any) -> None:
    """“The country's envoy, Name, said” names a person with an office."""
    [one] = reader("Oslo’s special envoy, Mira Brandt, said the pier was safe.").attributions
    assert (one.speaker_name, one.role) == ("Mira Brandt", "Oslo’s special envoy")


def test_a_reason_between_cue_and_full_stop_is_no_content(reader: Any) -> None:
    """What was said stands before the cue; the reason for anonymity after it is only that."""
    text = (
        "The pier will close, a Harbour Ministry official told The Courier on condition of anonymity because it is old."
    )
    [one] = reader(text).attributions
    assert [span.of(text) for span in one.content] == ["The pier will close"]
    assert one.anonymous.reason == "condition of anonymity because it is old"


def test_who_is_the_person_named_just_before(reader: Any) -> None:
    """A relative clause speaks for the name that it follows."""
    text = "They met Harbour Master Mira Brandt, who said that the pier was safe."
    assert speakers(reader, text) == ["Mira Brandt"]


def test_a_pronoun_after_another_name_is_nobody(reader: Any) -> None:
    """When a second person was named since the last speech, “he” may be either, and stays open."""
    text = "“We sail,” said Mayor Mira Brandt. The crew waited for Captain Tavi Okoro. Then she said that it was late."
    assert speakers(reader, text) == ["Mira Brandt", None]


def test_sources_that_a_paper_learned_from_speak_through_it(reader: Any) -> None:
    """The source is whom the paper heard, and the paper is who passes it on."""
    text = "The Karst Courier learned from government sources that the pier would close."
    [one] = reader(text).attributions
    assert one.anonymous is not None
    assert (one.anonymous.description, one.via) == ("government sources", "The Karst Courier")


def test_the_wire_that_passes_speech_on_is_not_the_speaker(reader: Any) -> None:
    """“Wirepress reported” and “according to Wirepress” after speech with its own speaker say through whom."""
    text = "“We sail,” Mira Brandt said during a press briefing, Wirepress reported."
    [one] = reader(text).attributions
    assert (one.speaker_name, one.via) == ("Mira Brandt", "Wirepress reported")
    text = "“We sail,” Mira Brandt said, according to the Wirepress News Agency."
    [one] = reader(text).attributions
    assert (one.speaker_name, one.via) == ("Mira Brandt", "according to the Wirepress News Agency")


def test_venue_addressee_and_day_are_read_beside_the_cue(reader: Any) -> None:
    """To whom, where and when it was said; the weekday is the last one up to the day of publication."""
    [one] = reader("“We sail,” Mira Brandt told reporters at a press briefing Tuesday.").attributions
    assert (one.addressee, one.venue) == ("reporters", "at a press briefing")
    assert one.said_on == Interval.on(date(2031, 5, 13))


def test_an_occasion_that_opens_the_sentence_is_the_venue(reader: Any) -> None:
    """“Speaking at the same briefing, ...” tells where the speech that follows was made."""
    [one] = reader("Speaking at the same briefing, Mira Brandt said the pier was safe.").attributions
    assert one.venue == "at the same briefing"


def test_a_full_date_beside_the_cue_is_the_day(reader: Any) -> None:
    """Weekday, month, day and year name one day, also when the article has no date."""
    text = "The pier is safe, Mira Brandt announced on Sunday, May 4, 2031."
    for published in (date(2031, 5, 14), None):
        [one] = reader(text, published=published).attributions
        assert one.said_on == Interval.on(date(2031, 5, 4))


def test_a_weekday_without_a_day_of_publication_is_no_day(reader: Any) -> None:
    """Nothing is guessed when the article does not say when it was published."""
    [one] = reader("The pier is safe, Mira Brandt said on Sunday.", published=None).attributions
    assert one.said_on is None


def test_a_body_may_speak(reader: Any) -> None:
    """A ministry, a paper and a capital are speakers by their names."""
    text = "The Harbour Ministry said the pier was safe. Oslo rejected the claim."
    assert speakers(reader, text) == ["Harbour Ministry", "Oslo"]


def roles(reader: Any, text: str) -> list[str | None]:
    """Return the office of each attribution's speaker."""
    return [one.role for one in reader(text).attributions]


def test_the_namesake_whom_the_article_names_first_has_the_family_name(reader: Any) -> None:
    """Who comes second is called by the full name, so the family name alone is the first one's again further on."""
    text = (
        "“We sail,” said Mayor Mira Brandt. Her brother, Tavi Brandt, builds boats for the harbour.\n\n"
        + "The ferries had been late for a week, and the quay was full of people who waited for news of them. " * 2
        + "\n\n“We land,” Brandt said."
    )
    assert speakers(reader, text) == ["Mira Brandt", "Mira Brandt"]


def test_a_title_tells_namesakes_apart(reader: Any) -> None:
    """“Mrs.” and “Mr.” point to the one whose first name fits."""
    text = "Deborah Brandt and Stephen Brandt met. “We sail,” Mr. Brandt said. “We land,” Mrs. Brandt said."
    assert speakers(reader, text) == ["Stephen Brandt", "Deborah Brandt"]


def test_a_pronoun_is_of_the_gender_of_its_bearer(reader: Any) -> None:
    """“She” passes over a man who was named since, and “he” over a woman."""
    text = "“We sail,” said Deborah Brandt. The crew waited for Stephen Okoro. Then she said that it was late."
    assert speakers(reader, text) == ["Deborah Brandt", "Deborah Brandt"]
    assert speakers(reader, text.replace("she said", "he said")) == ["Deborah Brandt", "Stephen Okoro"]


def test_a_pronoun_is_the_subject_before_it_and_not_an_owner(reader: Any) -> None:
    """Whom a sentence is about is meant before those whose things it names."""
    text = "Stephen Okoro toured Walter Brandt’s pier on Sunday. He said that it was safe."
    assert speakers(reader, text) == ["Stephen Okoro"]


def test_i_is_whoever_speaks_the_quotation() -> None:
    """The first person inside a quotation is the speaker of the quotation."""
    text = "“I said that we sail,” Mira Brandt said."
    outer = Relation(Span(23, 34), Span(35, 39), (Span(1, 20),), "direct", "made", 0, Span(0, len(text)))
    inner = Relation(Span(1, 2), Span(3, 7), (Span(8, 20),), "indirect", "made", 0, Span(0, len(text)))
    found = resolve_speakers(text, [outer, inner], find_names(text), [Span(0, 22)])
    assert [speaker.name for speaker in found] == ["Mira Brandt", "Mira Brandt"]


def test_possessives_name_who_holds_what_is_told() -> None:
    """“Brandt’s claim” and “his claim” have Brandt as their source."""
    text = "Stephen Brandt left. Brandt’s claim that the pier was safe and his hope that it would stay were heard."
    names = find_names(text)
    sources = [Span(21, 29), Span(text.index("his hope"), text.index("his hope") + 3)]
    whole = Span(21, len(text))
    relations = [Relation(one, one, (Span(36, 40),), "indirect", "made", 0, whole) for one in sources]
    assert [one.name for one in resolve_speakers(text, relations, names, [])] == ["Stephen Brandt"] * 2


def test_an_office_points_to_the_person_who_holds_it(reader: Any) -> None:
    """“The congressman” is “Rep.”, “the candidate” the nominee; another party's nominee is not meant."""
    text = "“We sail,” said Rep. Walter Brandt. “We land,” the congressman said."
    assert speakers(reader, text) == ["Walter Brandt"] * 2
    text = "“We sail,” said Democratic nominee Walter Brandt. “We land,” the Republican nominee said."
    assert speakers(reader, text) == ["Walter Brandt", None]


def test_an_office_told_elsewhere_is_the_role(reader: Any) -> None:
    """An office in another sentence, before or behind the name or with “is”, is the speaker's office."""
    assert roles(reader, "“We sail,” Mira Brandt said. Mira Brandt is the harbour master.") == ["harbour master"]
    assert roles(reader, "They met the harbour master, Mira Brandt. “We sail,” Brandt said.") == ["harbour master"]


def test_two_people_joined_by_and_are_nobody_alone() -> None:
    """A pair of speakers, with their offices or parties between, is a group and has no one name."""
    text = "Sens. Mira Brandt (D-Ostrel) and Tavi Okoro (R-Karst) said that the pier was safe."
    both = Relation(Span(0, 53), Span(54, 58), (Span(64, 81),), "indirect", "made", 0, Span(0, len(text)))
    assert [one.name for one in resolve_speakers(text, [both], find_names(text), [])] == [None]


def test_a_body_is_called_by_its_kind_its_initials_or_its_last_word(reader: Any) -> None:
    """“The agency”, “KHA” and “the Courier” stand for the full names that the article gives."""
    text = "The Karst Harbour Agency said the pier was safe. KHA said it was new. The agency said that it was dry."
    assert speakers(reader, text) == ["Karst Harbour Agency"] * 3
    text = "The Karst Courier said the pier was safe. It is new, the Courier said."
    assert speakers(reader, text) == ["Karst Courier"] * 2
    text = "The rally was called by the Alliance to Reopen Our Ferries (AROF). AROF said that the pier was safe."
    assert speakers(reader, text) == ["Alliance to Reopen Our Ferries"]
    text = "A complaint was filed by the federal Ships and Ferries Commission. The S.F.C. said the pier was safe."
    assert speakers(reader, text) == ["Ships and Ferries Commission"]


def test_a_campaign_and_an_administration_are_bodies_by_their_names(reader: Any) -> None:
    """“The Brandt campaign” is not Brandt; “the campaign” and “her campaign” are the one last named."""
    text = "The Brandt campaign said the pier was safe. The campaign said that it was new."
    assert speakers(reader, text) == ["Brandt campaign"] * 2


def test_a_misspelt_family_name_is_the_one_known(reader: Any) -> None:
    """A slip of a letter is the bearer whom the article knows; a plural is not."""
    text = "Walter Bornstein waited. “We sail,” Bornsten said. “We land,” said the Bornsteins."
    assert speakers(reader, text)[0] == "Walter Bornstein"


def test_a_preposition_before_a_name_makes_it_no_speaker(reader: Any) -> None:
    """Friends of somebody, and a rally for somebody, are not that somebody."""
    text = "Friends of Mr. Brandt who met him said the pier was safe. Walter Brandt left."
    assert speakers(reader, text) == [None]


def test_many_pronouns_and_names_are_resolved_in_one_walk() -> None:
    """A hundred times the names takes some hundred times as long, not ten thousand times."""
    sentence = "Walter Brandt met Deborah Okoro. “We sail,” he said. The agency said that she was late. "
    text = sentence * 400
    relations = [
        Relation(
            Span(at, at + 2), Span(at + 3, at + 7), (Span(at - 11, at - 3),), "direct", "made", 0, Span(at, at + 8)
        )
        for at in range(text.index("he said"), len(text), len(sentence))
    ]
    found = resolve_speakers(text, relations, find_names(text), [])
    assert {speaker.name for speaker in found} == {"Walter Brandt"}
