"""Ours: the engine as its doors use it, nothing switched off."""
