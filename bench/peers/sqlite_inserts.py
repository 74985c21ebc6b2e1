"""Plain multi-row inserts into the same tables: how fast SQLite itself takes the rows of an import.

Usage: sqlite_inserts.py IMPORTED FRESH
IMPORTED is a database that an import filled; its customers, the words they are found by, orders, lines
and timeline are written into FRESH, a database that must not exist, with the same tables and the same promises of safety.
What is timed is SQLite alone: the rows lie ready in memory.
"""

import json
import sqlite3
import sys
import time

TABLES = ["people", "identities", "terms", "products", "orders", "order_lines", "timeline"]
ROWS = 512
COMMIT = 64

imported = sqlite3.connect(sys.argv[1])
fresh = sqlite3.connect(sys.argv[2], isolation_level=None, cached_statements=64)
for pragma in ["journal_mode = wal", "synchronous = full", "foreign_keys = on", "cache_size = -65536"]:
    fresh.execute(f"pragma {pragma}")
for (sql,) in imported.execute("select sql from sqlite_master where sql is not null order by type = 'trigger', rootpage"):
    if not sql.startswith("CREATE TABLE sqlite_"):
        fresh.execute(sql)

seconds, rows = 0.0, 0
for table in TABLES:
    cursor = imported.execute(f"select * from {table}")
    width = len(cursor.description)
    ready = []
    while block := cursor.fetchmany(ROWS):
        ready.append([value for row in block for value in row])
    places = "(" + ", ".join("?" * width) + ")"
    whole = f"insert into {table} values " + ", ".join([places] * ROWS)
    start = time.perf_counter()
    for number, values in enumerate(ready):
        if number % COMMIT == 0:
            fresh.execute("begin immediate")
        count = len(values) // width
        fresh.execute(whole if count == ROWS else f"insert into {table} values " + ", ".join([places] * count), values)
        if number % COMMIT == COMMIT - 1 or number == len(ready) - 1:
            fresh.execute("commit")
    seconds += time.perf_counter() - start
    rows += sum(map(len, ready)) // width

(orders,) = fresh.execute("select count(*) from orders").fetchone()
print(json.dumps({"seconds": seconds, "rows": rows, "orders": orders, "sqlite": sqlite3.sqlite_version}))
