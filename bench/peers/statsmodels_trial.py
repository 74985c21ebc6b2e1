"""statsmodels on the same trial: Lin's interacted regression with HC2 errors, reading included.

Usage: statsmodels_trial.py TRIAL.csv
"""

import json
import sys
import time

import numpy as np
import pandas as pd
import statsmodels.api as sm

start = time.perf_counter()
trial = pd.read_csv(sys.argv[1])
read = time.perf_counter() - start
treated = (trial.arm == "letter").to_numpy(dtype=float)
known = trial[["before", "visits"]].to_numpy(dtype=float)
known -= known.mean(axis=0)
design = np.column_stack([np.ones(len(trial)), treated, known, known * treated[:, None]])
fit = sm.OLS(trial.spend.to_numpy(), design).fit(cov_type="HC2")
print(json.dumps({
    "seconds": time.perf_counter() - start,
    "reading": read,
    "effect": fit.params[1],
    "error": fit.bse[1],
}))
