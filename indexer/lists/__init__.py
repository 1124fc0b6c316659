"""What the lists of `mappings` say, as it is looked up in a text: phrases by their role, outlets
and places by any of their names. Below reading a page and describing it, which both ask."""
