"""Prove a chapter in both directions: right answers pass, known-wrong ones fail and are named."""

from .proofs import PROOFS, Proof, verify_chapter

__all__ = ["PROOFS", "Proof", "verify_chapter"]
