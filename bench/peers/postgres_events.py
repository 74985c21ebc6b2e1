"""Plain multi-row inserts of the rows that events became: how fast PostgreSQL itself takes them, without COPY.

Usage: postgres_events.py RECORDED SERVER
RECORDED is a database that the event API filled; its rows are written into another of the same SERVER, with
the same tables, table after table. Twice: with one commit for as many rows as a batch of 100 events leaves,
as a sender waits for, and with 64 times as many. What is timed is the server and libpq alone: statements are
prepared, the rows lie ready in memory as they travel, and nobody looks anything up.
"""

import json
import sys
import time

import psycopg
from psycopg import pq

TABLES = ["people", "identities", "products", "orders", "order_lines", "told_orders", "profiles", "stakes",
          "terms", "facts", "events", "timeline"]
ROWS = 100
BINARY = 1


def done(result):
    if result.status not in (pq.ExecStatus.COMMAND_OK, pq.ExecStatus.TUPLES_OK):
        sys.exit(result.error_message.decode())
    return result


def blocks(recorded, table):
    """The rows of a table, so many at a time, every value as it travels."""
    done(recorded.exec_(b"begin"))
    done(recorded.exec_(f"declare rows cursor for select * from {table}".encode()))
    while True:
        result = done(recorded.exec_params(f"fetch {ROWS} from rows".encode(), None, result_format=BINARY))
        if not result.ntuples:
            break
        cells = [result.get_value(row, column) for row in range(result.ntuples) for column in range(result.nfields)]
        yield result.nfields, result.ntuples, cells
    done(recorded.exec_(b"commit"))


def prepared(fresh, table, width, count, known):
    name = f"{table}_{count}".encode()
    if name not in known:
        place = iter(range(1, width * count + 1))
        rows = ", ".join("(" + ", ".join(f"${next(place)}" for _ in range(width)) + ")" for _ in range(count))
        done(fresh.prepare(name, f"insert into {table} values {rows}".encode()))
        known.add(name)
    return name


server = psycopg.connect(sys.argv[2], autocommit=True)
server.execute("create database fresh template recorded")
kept = psycopg.connect(sys.argv[1], autocommit=True)
(events,) = kept.execute("select count(*) from events").fetchone()
(left,) = kept.execute("select " + " + ".join(f"(select count(*) from {table})" for table in TABLES)).fetchone()
recorded, said, rows = kept.pgconn, {}, 0
for name, share in [("seconds by batch", 1), ("seconds by 64 batches", 64)]:
    connection = psycopg.connect(sys.argv[2], dbname="fresh", autocommit=True)
    tables = connection.execute("select string_agg(format('%I', tablename), ', ') from pg_tables "
                                "where schemaname = 'public' and tablename not in ('_sqlx_migrations', 'audit')").fetchone()
    connection.execute(f"truncate {tables[0]}")
    connection.execute("checkpoint")
    fresh, known = connection.pgconn, set()
    seconds, rows, pending = 0.0, 0, 0
    commit = max(1, share * left // max(1, events // ROWS))
    for table in TABLES:
        for width, count, cells in blocks(recorded, table):
            statement = prepared(fresh, table, width, count, known)
            formats = [BINARY] * len(cells)
            start = time.perf_counter()
            if pending == 0:
                done(fresh.exec_(b"begin"))
            done(fresh.exec_prepared(statement, cells, formats, BINARY))
            pending += count
            if pending >= commit:
                done(fresh.exec_(b"commit"))
                pending = 0
            seconds += time.perf_counter() - start
            rows += count
    start = time.perf_counter()
    if pending:
        done(fresh.exec_(b"commit"))
    said[name] = seconds + time.perf_counter() - start
    connection.close()
print(json.dumps({**said, "rows": rows, "events": events, "postgres": server.info.server_version}))
