"""What the work is worth: costs that others do not have to bear, worked out so that a finance officer can check it."""
