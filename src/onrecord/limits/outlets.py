"""Limits and thresholds of outlets."""

from __future__ import annotations

PAGE_BYTES = 20_000_000
"""Largest page, unpacked. The largest of 134 real news pages has 2.1 MB (median 0.2); more is a download."""

LINE_BYTES = 20_000_000
"""Largest line of a `.jsonl` file. The longest line of the public sets measured has 0.09 MB."""

RECORD_BYTES = 40_000_000
"""Largest record of a web archive, still packed with its headers. Longer ones are films and programs."""

SNIFF_BYTES = 65_536
"""First bytes of a file that decide its kind: beyond the longest run of comments before `<html>` seen in practice."""

UNPACK_RATIO = 200
"""Unpacked bytes a packed byte at which a gzip stream is a bomb. Of 134 real pages the highest ratio is 8.9;
deflate cannot go beyond 1032, and bombs stand near it."""

UNPACK_FREE_BYTES = 32_000_000
"""Unpacked bytes before the ratio is looked at, so that a small file of spaces is no bomb."""

FOLDER_DEPTH = 64
"""Folders within folders. People stop near ten; a tree made by a machine to exhaust us does not."""

FEED_BYTES = 5_000_000
"""Largest feed or OPML list. Parsing one takes some hundred times its size in memory when it is made to hurt."""

FEED_ENTRIES_COUNT = 1_000
"""Entries read of one feed. Outlets list 10 to 100; the rest of a longer one is reported, not read."""

OPML_FEEDS_COUNT = 1_000
"""Feeds read of one OPML file; a newsroom's list has some hundreds."""

REDIRECTS_COUNT = 5
"""Redirects followed from one address: what RFC 9309 asks for robots.txt, and more than any outlet needs."""

ROBOTS_BYTES = 524_288
"""Bytes read of a robots.txt: RFC 9309 asks for at least 500 KiB."""

CONNECT_SECONDS = 10.0
"""Wait for a connection to one address."""

READ_SECONDS = 15.0
"""Wait for the next bytes of an answer."""

TOTAL_SECONDS = 60.0
"""One request from its first byte to its last, so that a server which drips cannot hold a run."""

PACE_SECONDS = 1.0
"""Pause between two requests to one host: the slowest common courtesy of crawlers that do not ask first."""

CRAWL_DELAY_SECONDS = 30.0
"""Longest Crawl-delay honoured in full; a site that asks for more gets this."""

RETRY_AFTER_SECONDS = 60.0
"""Longest Retry-After that we sit out; a longer one is a fault and the next run's work."""

CONNECT_ADDRESSES_COUNT = 4
"""Addresses of one host that are tried before it counts as out of reach."""

VALIDATOR_CHARS = 1_024
"""Longest ETag or Last-Modified kept; real ones have less than 100."""
