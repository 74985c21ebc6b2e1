"""lifetimes scoring the same customers: P(alive) and the expected purchases of 39 weeks.

Usage: lifetimes_score.py STATISTICS MODEL PARAMETERS
STATISTICS as for lifetimes_fit.py; PARAMETERS in the papers' order, with commas between.
"""

import json
import sys
import time

import lifetimes
import numpy as np
import pandas as pd

FITTERS = {
    "bg_nbd": (lifetimes.BetaGeoFitter, ("r", "alpha", "a", "b")),
    "mbg_nbd": (lifetimes.ModifiedBetaGeoFitter, ("r", "alpha", "a", "b")),
    "pareto_nbd": (lifetimes.ParetoNBDFitter, ("r", "alpha", "s", "beta")),
}

path, model, parameters = sys.argv[1:]
x, t_x, T = np.fromfile(path).reshape(3, -1)
fitter_class, letters = FITTERS[model]
fitter = fitter_class()
fitter.params_ = pd.Series([float(value) for value in parameters.split(",")], index=letters)

start = time.perf_counter()
alive = fitter.conditional_probability_alive(x, t_x, T)
expected = fitter.conditional_expected_number_of_purchases_up_to_time(39, x, t_x, T)
seconds = time.perf_counter() - start

print(json.dumps({"seconds": seconds, "p_alive": float(np.sum(alive)), "expected": float(np.sum(expected))}))
