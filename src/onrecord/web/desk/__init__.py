"""The desk: where analysts judge the record and add to it."""
