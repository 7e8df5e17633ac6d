"""Passkeys and what they sign (WebAuthn Level 3): verified offline, from records alone."""
