"""Reading commitments: the pledges of one article, and the bodies that it tells of."""

from onrecord.reading.commitments.bodies import find_bodies
from onrecord.reading.commitments.dues import due_of
from onrecord.reading.commitments.pledges import find_pledges
from onrecord.reading.commitments.values import BodyMention, Detail, Due, Force, Pledge, Precision, Status

__all__ = [
    "BodyMention",
    "Detail",
    "Due",
    "Force",
    "Pledge",
    "Precision",
    "Status",
    "due_of",
    "find_bodies",
    "find_pledges",
]
