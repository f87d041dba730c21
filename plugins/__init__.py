"""Plugins of takehold; the built-in checks come in by the same hook as anybody's."""
