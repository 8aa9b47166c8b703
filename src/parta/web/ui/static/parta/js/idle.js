// What work pages fetch once they stand: loaded as one file (config/assets.py), whichever part is wanted first.
import "./popover.js";
import "./save_status.js";
import "./grid/live.js";
import "./grid/paste.js";
import "./grid/problem.js";
import "./grid/tools.js";
