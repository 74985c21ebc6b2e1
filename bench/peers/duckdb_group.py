"""DuckDB on the same file: read it, and group it to x, t_x, T and mean repeat spend by customer.

Usage: duckdb_group.py FILE
FILE is Parquet or CSV with the columns id, date and amount.
"""

import json
import sys
import time

import duckdb

path = sys.argv[1]
connection = duckdb.connect()
start = time.perf_counter()
connection.execute(
    """
    create table summary as
    with days as (select id, date, sum(amount) as spend from '%s' group by id, date),
         ends as (select max(date) as last from days)
    select id,
           count(*) - 1 as x,
           max(date) - min(date) as t_x,
           (select last from ends) - min(date) as T,
           (sum(spend) - arg_min(spend, date)) / nullif(count(*) - 1, 0) as m
    from days group by id
    """
    % path
)
seconds = time.perf_counter() - start
customers, x, t_x, T = connection.execute("select count(*), sum(x), sum(t_x), sum(T) from summary").fetchone()
print(json.dumps({"seconds": seconds, "customers": customers, "x": int(x), "t_x": int(t_x), "age": int(T)}))
