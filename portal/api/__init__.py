"""What a person may see, as data for another system: read only, by a key of theirs or by their session."""
