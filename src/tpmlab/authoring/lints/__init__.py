"""What ``tpmlab author check`` looks for: one small module a concern."""
