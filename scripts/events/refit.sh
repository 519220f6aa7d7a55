#!/bin/sh
# Refit the decision of src/cluster/decide.rs to a model, and score grouping with it.
#
#     EXONYM_DATA=… [EXONYM_MODEL=…] scripts/events/refit.sh FOLDER
#
# FOLDER keeps what the model found (*.found), so that a second run reads nothing anew: give another folder
# for another model. The weights that are printed go into decide.rs by hand; then run this again for the
# scores of the whole program. Needs python3 with numpy, zstdcat, and half an hour of one core the first time.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
folder=$(cd "$1" && pwd)
[ -e "$folder/ntrex.jsonl" ] || python3 "$here/sets.py" "$folder"
cd "$here/../.."
EXONYM_EVENTS="$folder" cargo test --lib -- --ignored --nocapture features_of_labelled_feeds
python3 "$here/fit.py" "$folder"
python3 "$here/score.py" "$folder"
