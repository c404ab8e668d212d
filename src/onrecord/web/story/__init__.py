"""What the pages of stories, articles and statements are made of: their sheets, and the words around them."""
