"""Splink on the same people: how long a search for duplicates takes, and what comes of it.

Usage: splink_dedupe.py PEOPLE
PEOPLE has one row a line, told apart by tabs: id, person, name, email, phone, street, city,
postal_code, born. The columns are cleaned as Splink's guide advises (case, plus-tags, digits), names
are split at the first and the last word, and its own comparisons and defaults do the rest. Precision
and recall are told at the threshold that suits it best.
"""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

connection = duckdb.connect()
start = time.perf_counter()
connection.execute(
    """
    create table people as select
        cast(id as bigint) as unique_id, cast(person as bigint) as person,
        nullif(lower(strip_accents(split_part(name, ' ', 1))), '') as first_name,
        nullif(lower(strip_accents(split_part(name, ' ', -1))), '') as surname,
        nullif(regexp_replace(lower(email), '[+][^@]*@', '@'), '') as email,
        nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '') as phone,
        nullif(lower(street), '') as street, nullif(lower(city), '') as city,
        nullif(postal_code, '') as postal_code, nullif(born, '') as dob
    from read_csv(?, delim = '\t', header = true, all_varchar = true, quote = '', escape = '')
    """,
    [sys.argv[1]],
)
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        cl.ForenameSurnameComparison("first_name", "surname"),
        cl.EmailComparison("email"),
        cl.LevenshteinAtThresholds("phone", 1),
        cl.JaroWinklerAtThresholds("street", [0.9]),
        cl.ExactMatch("city").configure(term_frequency_adjustments=True),
        cl.ExactMatch("postal_code").configure(term_frequency_adjustments=True),
        cl.DateOfBirthComparison("dob", input_is_string=True),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("email"),
        block_on("phone"),
        block_on("street", "city"),
        block_on("first_name", "surname", "city"),
        block_on("first_name", "surname", "dob"),
        block_on("first_name", "postal_code"),
        block_on("surname", "postal_code"),
        block_on("surname", "dob"),
        block_on("first_name", "dob"),
    ],
    additional_columns_to_retain=["person"],
)
linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=40)
linker.training.estimate_probability_two_random_records_match(
    [block_on("first_name", "surname", "dob"), block_on("email"), block_on("phone")], recall=0.7
)
linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
linker.training.estimate_parameters_using_expectation_maximisation(block_on("email"))
linker.training.estimate_parameters_using_expectation_maximisation(block_on("first_name", "surname", "city"))
predicted = linker.inference.predict(threshold_match_probability=0.2)
pairs = connection.execute(
    f"select match_probability, person_l = person_r from {predicted.physical_name} order by 1 desc"
).fetchall()
seconds = time.perf_counter() - start

total = connection.execute(
    "select cast(sum(n * (n - 1) / 2) as bigint) from (select count(*) as n from people group by person)"
).fetchone()[0]
best, right = (0.0, 0.0, 0.0, 0.0), 0
for place, (probability, same) in enumerate(pairs, 1):
    right += same
    precision, recall = right / place, right / total
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    if f1 > best[0]:
        best = (f1, precision, recall, probability)
said = {
    "seconds": seconds,
    "pairs": len(pairs),
    "precision": best[1],
    "recall": best[2],
    "threshold": best[3],
    "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}
print(json.dumps(said))
