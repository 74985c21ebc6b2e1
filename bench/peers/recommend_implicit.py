"""Popularity, implicit's item-item (BM25) and EASE in numpy: what customers buy for the first time.

Usage: recommend_implicit.py FILE UNTIL END
FILE is the Online Retail table. Fitted on the days up to UNTIL (days since 1970), asked for what those
who had bought before bought for the first time up to END. The penalty of EASE and the neighbours of
item-item are the best of several on the stretch of the same length before UNTIL, as ours are.
"""

import json
import sys
import time

import numpy as np
import pyarrow.parquet as pq
import scipy.sparse as sp
from implicit.nearest_neighbours import BM25Recommender

TOP = 10
file, until, end = sys.argv[1], int(float(sys.argv[2])), int(float(sys.argv[3]))
table = pq.read_table(file, columns=["CustomerID", "StockCode", "Quantity", "InvoiceDate"])
column = lambda name: table[name].to_numpy()
bought = (column("CustomerID") > 0) & (column("Quantity") > 0)
days = np.array([date[:10] for date in column("InvoiceDate")[bought]], dtype="datetime64[D]").astype(int)
person = np.unique(column("CustomerID")[bought], return_inverse=True)[1]
item = np.unique(column("StockCode")[bought].astype(str), return_inverse=True)[1]
shape = (person.max() + 1, item.max() + 1)


def matrix(after, last):
    rows = (days > after) & (days <= last)
    found = sp.csr_matrix((np.ones(rows.sum(), dtype=np.float32), (person[rows], item[rows])), shape)
    found.data[:] = 1
    return found


def split(until, end):
    before, after = matrix(-1, until), matrix(until, end)
    after = (after - after.multiply(before > 0)).tocsr()
    # Nothing could foretell an item that nobody had bought before.
    known = np.asarray(before.sum(0)).ravel() > 0
    after = after.multiply(known[None, :]).tocsr()
    after.eliminate_zeros()
    return before, after, np.where((np.diff(before.indptr) > 0) & (np.diff(after.indptr) > 0))[0]


def recall(score, before, after, people):
    got = []
    for row, who in enumerate(people):
        scores = np.array(score(row, who), dtype=float)
        scores[before.indices[before.indptr[who] : before.indptr[who + 1]]] = -np.inf
        top = np.argpartition(-scores, TOP)[:TOP]
        new = after.indices[after.indptr[who] : after.indptr[who + 1]]
        got.append(np.isin(top, new).sum() / min(TOP, len(new)))
    return float(np.mean(got))


def popularity(before, after, people):
    counts = np.asarray(before.sum(0)).ravel()
    return recall(lambda row, who: counts, before, after, people)


def ease(penalty):
    def run(before, after, people):
        gram = (before.T @ before).toarray().astype(float)
        gram[np.diag_indices_from(gram)] += penalty
        inverse = np.linalg.inv(gram)
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0)
        scores = before[people] @ weights
        return recall(lambda row, who: scores[row], before, after, people)

    return run


def item_item(neighbours):
    def run(before, after, people):
        model = BM25Recommender(K=neighbours)
        model.fit(before, show_progress=False)
        scores = (before[people] @ model.similarity).toarray()
        return recall(lambda row, who: scores[row], before, after, people)

    return run


start = time.perf_counter()
earlier, later = split(until - (end - until), until), split(until, end)
said = {"people": len(later[2]), "popularity": popularity(*later)}
for name, ways in (
    ("item_item", [item_item(k) for k in (20, 50, 100, 200)]),
    ("ease", [ease(penalty) for penalty in (100, 200, 400, 800)]),
):
    best = max(ways, key=lambda way: way(*earlier))
    said[name] = best(*later)
said["seconds"] = time.perf_counter() - start
print(json.dumps(said))
