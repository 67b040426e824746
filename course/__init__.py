"""What the chapters' notebooks import: real data, pictures and things to play with.

`course.datasets` loads the data, `course.plots` draws, and `course.widgets` holds, for each
chapter, pictures with sliders that run the reader's own functions.
"""
