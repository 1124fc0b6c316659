"""What is learnt of the archive as a whole, from every article that it keeps."""
