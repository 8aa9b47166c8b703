// What several work pages share: loaded as one file (config/assets.py), which the pages' own files then use.
import "./outbox.js";
import "./status.js";
import "./element.js";
import "./grid/cell.js";
import "./grid/editor.js";
import "./grid/strip.js";
