"""Reading commitments: the pledges of one article, and the bodies that it tells of."""
