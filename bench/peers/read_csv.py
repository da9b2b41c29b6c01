"""Reading a CSV file in Python: pandas with its C engine."""

import pandas

from rounds import Job, serve

job = Job()
frame = None


def run():
    global frame
    frame = pandas.read_csv(job["csv"], engine="c")


def result():
    return [len(frame), *frame.sum(numeric_only=True)]


serve(run, result)
