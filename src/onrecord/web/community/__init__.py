"""The community's pages: what stands under a published story, a reader's own pages, and those of moderators."""
