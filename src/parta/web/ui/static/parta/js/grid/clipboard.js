// The clipboard's table text, as Excel and LibreOffice write it.

export const writeTSV = (rows) => rows.map((row) => row.map((c) => (/["\n\t]/.test(c) ? `"${c.replaceAll('"', '""')}"` : c)).join("\t")).join("\n");
