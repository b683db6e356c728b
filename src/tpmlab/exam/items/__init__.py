"""Items: their model, their files, what they lean on, the bank that holds them."""
