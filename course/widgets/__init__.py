"""Pictures to play with, one package a chapter.

A widget shows an ordinary picture, which stays in a saved notebook, and above it sliders that
draw it again. It runs the reader's own functions, and says so kindly when they are not there yet.
"""
