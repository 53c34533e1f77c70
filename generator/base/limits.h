/*
 * limits: every bound on what a file may hold, in one place. Each is tested at, below and above.
 */
#ifndef BASE_LIMITS_H
#define BASE_LIMITS_H

#define LIMIT_FILE_BYTES (4u * 1024 * 1024)
#define LIMIT_DEPTH 64u           /* nesting of YAML */
#define LIMIT_NODES 100000u       /* scalars, lists and mappings of one file */
#define LIMIT_SCALAR_BYTES (1024u * 1024)
#define LIMIT_KEY_CHARACTERS 128u
#define LIMIT_LIST_ITEMS 10000u
#define LIMIT_PROSE_BYTES (256u * 1024)
#define LIMIT_PROSE_DEPTH 16u     /* containers in prose; cmark 0.30.2 is quadratic in it */
#define LIMIT_PROSE_OPENERS 2000u /* `[` in one paragraph */
#define LIMIT_PROSE_RUN 200u      /* equal * _ ~ or ` in a row */
#define LIMIT_PROSE_MARKS 64u     /* bold, italics and links within each other */
#define LIMIT_TEMPLATE_BYTES (256u * 1024)
#define LIMIT_PARTIAL_DEPTH 32u
#define LIMIT_CELL_UNITS 32767u   /* UTF-16 units in a cell */
#define LIMIT_TABLE_ROWS 100000u
#define LIMIT_TABLE_COLUMNS 300u
#define LIMIT_COMPANIONS 200u     /* files beside the outputs of one paper */
#define LIMIT_ATTACHMENT_BYTES (32u * 1024 * 1024)
#define LIMIT_PICTURE_BYTES (4u * 1024 * 1024)
#define LIMIT_ATTACHED_BYTES (128u * 1024 * 1024) /* all files that one paper names */
#define LIMIT_SHEETS 64u
#define LIMIT_SHEET_NAME 31u
#define LIMIT_ID_BYTES 63u
#define LIMIT_PATH_BYTES 1024u
#define LIMIT_PENCE 10000000000000ll /* money stays below this, either side of zero */
#define LIMIT_ACRONYMS 500u       /* of one paper; more are not looked at */
#define LIMIT_FINDINGS 5000u      /* of one file; the text report shows fewer */
#define LIMIT_FINDINGS_SHOWN 50u  /* of one file, in the text report */
#define LIMIT_FIX_BYTES (512u * 1024) /* larger papers are checked, and left as they are by --fix */
#define LIMIT_FIX_TRIES 200u     /* readings of a paper that is fixed: round by round, or mend by mend */
#define LIMIT_YEAR_FIRST 1900
#define LIMIT_YEAR_LAST 2199
#define LIMIT_NOTICE_DAYS 366 /* clear days of notice that a style may ask for */

#endif
