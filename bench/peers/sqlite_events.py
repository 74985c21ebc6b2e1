"""Plain multi-row inserts of the rows that events became: how fast SQLite itself takes them.

Usage: sqlite_events.py RECORDED FRESH
RECORDED is a database that the event API filled; its rows are written into FRESH, a database that must
not exist, with the same tables and the same promises of safety, table after table. Twice: with one commit
for as many rows as a batch of 100 events leaves, as a sender waits for, and with 64 times as many. What is
timed is SQLite alone: the rows lie ready in memory, and nobody looks anything up.
"""

import json
import os
import sqlite3
import sys
import time

TABLES = ["people", "identities", "products", "orders", "order_lines", "told_orders", "profiles", "stakes",
          "terms", "facts", "events", "timeline"]
ROWS = 100

recorded = sqlite3.connect(sys.argv[1])
said = {}
(events,) = recorded.execute("select count(*) from events").fetchone()
for name, share in [("seconds by batch", 1), ("seconds by 64 batches", 64)]:
    if os.path.exists(sys.argv[2]):
        os.remove(sys.argv[2])
    fresh = sqlite3.connect(sys.argv[2], isolation_level=None, cached_statements=64)
    for pragma in ["journal_mode = wal", "synchronous = full", "foreign_keys = on", "cache_size = -65536",
                   "wal_autocheckpoint = 16384"]:
        fresh.execute(f"pragma {pragma}")
    for (sql,) in recorded.execute("select sql from sqlite_master where sql is not null order by type = 'trigger', rootpage"):
        if not sql.startswith("CREATE TABLE sqlite_"):
            fresh.execute(sql)
    seconds, rows, pending = 0.0, 0, 0
    (left,) = recorded.execute("select " + " + ".join(f"(select count(*) from {table})" for table in TABLES)).fetchone()
    commit = max(1, share * left // max(1, events // ROWS))
    for table in TABLES:
        cursor = recorded.execute(f"select * from {table}")
        width = len(cursor.description)
        places = "(" + ", ".join("?" * width) + ")"
        while block := cursor.fetchmany(ROWS):
            values = [value for row in block for value in row]
            insert = f"insert into {table} values " + ", ".join([places] * len(block))
            start = time.perf_counter()
            if pending == 0:
                fresh.execute("begin immediate")
            fresh.execute(insert, values)
            pending += len(block)
            if pending >= commit:
                fresh.execute("commit")
                pending = 0
            seconds += time.perf_counter() - start
            rows += len(block)
    start = time.perf_counter()
    if pending:
        fresh.execute("commit")
    said[name] = seconds + time.perf_counter() - start
    fresh.close()
print(json.dumps({**said, "rows": rows, "events": events, "sqlite": sqlite3.sqlite_version}))
