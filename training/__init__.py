"""How the weights were made: from the annotated articles to the model that `onrecord.reading` runs."""
