/*
 * version: what `--version` says. The build may set it from outside.
 */
#ifndef RUN_VERSION_H
#define RUN_VERSION_H

#ifndef CABPAPER_VERSION
#define CABPAPER_VERSION "0.1.0"
#endif

#endif
