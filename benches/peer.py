"""spaCy's small model on one text: prints a line of JSON as benches/read.rs does."""
import json, resource, sys, time

import spacy

text = open(sys.argv[1], encoding="utf-8").read()
start = time.perf_counter()
nlp = spacy.load("en_core_web_sm")
ready = time.perf_counter() - start
nlp.max_length = len(text) + 1
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
tokens = sum(len(document) for document in nlp.pipe(text.split("\n\n")))
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"bytes": len(text.encode()), "tokens": tokens, "milliseconds": seconds * 1000, "ready": ready * 1000,
                  "memory": (peak - before) * 1024, "peak": peak * 1024}))
