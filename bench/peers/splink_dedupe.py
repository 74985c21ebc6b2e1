"""Splink on the same people: how long a search for duplicates takes, and what comes of it.

Usage: splink_dedupe.py PEOPLE
PEOPLE has one row a line, told apart by tabs: id, person, name, email, phone, street, city, postal_code,
born, and how we read the name: given and family name folded to Latin letters, their skeletons, and the
number of the given name's short forms. Splink is given the same evidence: mailboxes as they are reached,
numbers by their last eight digits, folded streets, the levels we compare by with the values' frequencies,
and the keys we block by. Its own estimation does the rest. Precision and recall are told where the
precision is the one asked for, 0.98 (or the next to it that it reaches), and where F1 is best.
"""

import json
import resource
import sys
import time

import duckdb
import splink.comparison_level_library as cll
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

GOAL = 0.98

connection = duckdb.connect()
start = time.perf_counter()
connection.execute(
    """
    create table people as
    with read as (
        select *, lower(trim(email)) as mail, split_part(born, '-', 1) as y, split_part(born, '-', 2) as m,
               split_part(born, '-', 3) as d,
               nullif(regexp_replace(lower(strip_accents(street)), '[^[:alnum:]]+', ' ', 'g'), '') as road
        from read_csv(?, delim = '\t', header = true, all_varchar = true, quote = '', escape = '')
    ), reached as (
        select *, split_part(mail, '@', 2) as domain,
               case when mail like '%@gmail.com' then replace(split_part(split_part(mail, '@', 1), '+', 1), '.', '')
                    else split_part(split_part(mail, '@', 1), '+', 1) end as local_part
        from read
    )
    select cast(id as bigint) as unique_id, cast(person as bigint) as person,
           nullif(given, '') as given, nullif(family, '') as family,
           nullif(given_bones, '') as given_bones, nullif(family_bones, '') as family_bones,
           nullif(forms, '0') as forms, coalesce(nullif(forms, '0'), nullif(given_bones, '')) as short,
           nullif(local_part, '') as local_part,
           nullif(local_part || '@' || domain, '@') as email,
           nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '') as phone,
           road as street, road || ', ' || lower(city) as home, nullif(lower(city), '') as city, nullif(postal_code, '') as postal_code,
           nullif(born, '') as dob, y, m, d, nullif(m || '-' || d, '-') as day
    from reached
    """,
    [sys.argv[1]],
)


def level(sql, label, frequency=None):
    made = cll.CustomLevel(sql, label_for_charts=label)
    return made.configure(tf_adjustment_column=frequency) if frequency else made


def comparison(name, silent, levels):
    null = cll.CustomLevel(silent, label_for_charts="missing").configure(is_null_level=True)
    return {"output_column_name": name, "comparison_levels": [null, *levels, cll.ElseLevel()]}



SWAPPED = "given_bones_l = family_bones_r and family_bones_l = given_bones_r and given_bones_l <> family_bones_l"
NEAR = "(jaro_winkler_similarity({0}_l, {0}_r) >= 0.91 or damerau_levenshtein({0}_l, {0}_r) <= 1)"
comparisons = [
    comparison("given", "given_l is null or given_r is null", [
        level("given_l = given_r", "same", "given"),
        level("given_bones_l = given_bones_r", "spelling", "given_bones"),
        level("forms_l = forms_r", "nickname", "forms"),
        level("length(given_l) > 2 and length(given_r) > 2 and " + NEAR.format("given"), "typo"),
        level("least(length(given_l), length(given_r)) <= 2 and given_l[1] = given_r[1]", "initial"),
        level(SWAPPED, "swapped"),
    ]),
    comparison("family", f"family_l is null or family_r is null or ({SWAPPED})", [
        level("family_l = family_r", "same", "family"),
        level("family_bones_l = family_bones_r", "spelling", "family_bones"),
        level("length(family_l) > 2 and length(family_r) > 2 and " + NEAR.format("family"), "typo"),
    ]),
    # Who shares a home shares a mailbox and a number too: as comparisons of their own Splink counts them three
    # times over and takes every couple for one person.
    comparison("reach", "not coalesce(email_l is not null and email_r is not null, false) "
                        "and (phone_l is null or phone_r is null) and (home_l is null or home_r is null)", [
        level("email_l = email_r and (phone_l = phone_r or home_l = home_r)", "mailbox and number or home"),
        level("phone_l = phone_r and home_l = home_r", "number and home"),
        level("email_l = email_r", "mailbox"),
        level("phone_l = phone_r", "number"),
        level("home_l = home_r and coalesce(email_l <> email_r, false) and coalesce(phone_l <> phone_r, false)",
              "home, another mailbox and number"),
        level("home_l = home_r and (coalesce(email_l <> email_r, false) or coalesce(phone_l <> phone_r, false))",
              "home, another mailbox or number"),
        level("home_l = home_r", "home"),
        level("local_part_l = local_part_r and regexp_matches(local_part_l, '[0-9]')", "mailbox elsewhere"),
        level("levenshtein(email_l, email_r) <= 1 or damerau_levenshtein(phone_l, phone_r) <= 1", "typo"),
        level("city_l = city_r and damerau_levenshtein(street_l, street_r) <= 2", "slip in the street"),
        level("local_part_l = local_part_r", "name before the @"),
        level("postal_code_l = postal_code_r", "postal code"),
        level("city_l = city_r", "city"),
    ]),
    comparison("dob", "dob_l is null or dob_r is null", [
        level("dob_l = dob_r", "same"),
        level("(cast(y_l = y_r as int) + cast(m_l = m_r as int) + cast(d_l = d_r as int)) = 2 "
              "or (y_l = y_r and m_l = d_r and d_l = m_r)", "partly"),
    ]),
]
settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=comparisons,
    blocking_rules_to_generate_predictions=[
        block_on("email"),
        block_on("phone"),
        block_on("local_part"),
        block_on("given_bones", "family_bones"),
        "l.given_bones = r.family_bones and l.family_bones = r.given_bones",
        block_on("home"),
        block_on("short", "family_bones", "city"),
        block_on("short", "family_bones", "day"),
        block_on("short", "postal_code"),
        block_on("family_bones", "postal_code"),
        block_on("short", "dob"),
        block_on("family_bones", "dob"),
    ],
    additional_columns_to_retain=["person"],
)
linker = Linker(DuckDBAPI(connection).register("people"), settings, log_level=40)
linker.training.estimate_probability_two_random_records_match(
    [block_on("given", "family", "dob"), block_on("given", "email"), block_on("given", "phone")], recall=0.6
)
linker.training.estimate_u_using_random_sampling(max_pairs=1e7, seed=1)
# Couples share mailboxes, numbers and homes: trained on those, Splink takes them for one person. By birthday and
# name it meets hardly any.
for rule in [block_on("dob", "family_bones"), block_on("dob", "given_bones"), block_on("given_bones", "family_bones")]:
    linker.training.estimate_parameters_using_expectation_maximisation(rule)
predicted = linker.inference.predict(threshold_match_probability=0.05)
pairs = connection.execute(
    f"select match_probability, person_l = person_r from {predicted.physical_name} order by 1 desc"
).fetchall()
seconds = time.perf_counter() - start

total = connection.execute(
    "select cast(sum(n * (n - 1) / 2) as bigint) from (select count(*) as n from people group by person)"
).fetchone()[0]
best, goal, right = (0.0, 0.0, 0.0, 0.0), (0.0, 0.0, 0.0), 0
for place, (probability, same) in enumerate(pairs, 1):
    right += same
    precision, recall = right / place, right / total
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    best = max(best, (f1, precision, recall, probability))
    # The furthest down the list that the precision still stands.
    if precision >= GOAL:
        goal = (precision, recall, probability)
said = {
    "seconds": seconds,
    "pairs": len(pairs),
    "precision": goal[0] or best[1],
    "recall": goal[1] if goal[0] else best[2],
    "threshold": goal[2] if goal[0] else best[3],
    "best precision": best[1],
    "best recall": best[2],
    "best threshold": best[3],
    "peak_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}
print(json.dumps(said))
