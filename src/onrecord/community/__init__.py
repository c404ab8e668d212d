"""The community: the people who use the site, each with an account and a role."""
