"""Who stands behind a source, on what terms, where and when, and through whom it is known."""

from __future__ import annotations

from datetime import date
from typing import Any

from onrecord.core import Interval


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
