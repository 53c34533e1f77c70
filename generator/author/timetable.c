#include "author/timetable.h"

#include "settle/notice.h"

#include <inttypes.h>

enum { EVENTS = 8, LINE_BYTES = 75 /* of a calendar file, its end left out */ };

struct event {
	const char *key; /* part of its UID */
	const char *what;
	struct date date;
	uint32_t days; /* 0: nothing was counted */
	bool clear, working;
};
struct events {
	struct event items[EVENTS];
	size_t count;
};

/* In order of the days; those of one day as they were added. */
static void add(struct events *events, struct event event)
{
	size_t at = events->count++;
	for (; at > 0 && events->items[at - 1].date.days > event.date.days; at--)
		events->items[at] = events->items[at - 1];
	events->items[at] = event;
}

static void add_notices(struct events *events, const struct house *house,
	const struct calendar *calendar, struct date meeting)
{
	const struct {
		const char *key, *what;
		const struct house_notice *notice;
	} notices[] = {
		{"key-decision", "last day to publish notice of a key decision", &house->notice_key_decision},
		{"private", "last day for the first notice of a meeting in private", &house->notice_private},
		{"private-again", "last day for the second notice of a meeting in private",
			&house->notice_private_again},
		{"general-exception", "last day for notice of a key decision that the forward plan missed",
			&house->notice_general_exception},
		{"clearances", "last day to clear the papers", &house->notice_clearances},
		{"papers", "last day to publish the papers", &house->notice_papers},
	};
	for (size_t i = 0; i < sizeof notices / sizeof *notices; i++) {
		const struct house_notice *notice = notices[i].notice;
		if (notice->set)
			add(events, (struct event){notices[i].key, notices[i].what,
				clear_days_before(calendar, meeting, notice->days, notice->working),
				notice->days, true, notice->working});
	}
}

static struct events events_of(const struct house *house, struct date meeting)
{
	const struct calendar calendar = notice_calendar(house);
	const uint32_t days = house->call_in_days;
	struct events events = {0};
	add_notices(&events, house, &calendar, meeting);
	add(&events, (struct event){.key = "meeting", .what = "the meeting", .date = meeting});
	if (!days)
		return events;
	add(&events, (struct event){"call-in", "last day to call a decision in",
		call_in_end(&calendar, meeting, days, false), days, false, true});
	add(&events, (struct event){"effective", "a decision that is not called in takes effect",
		call_in_end(&calendar, meeting, days, house->call_in_day_after), 0, false, false});
	return events;
}

static void add_count(const struct event *event, struct text *into)
{
	if (event->days)
		text_format(into, "%" PRIu32 " %s%sday%s", event->days, event->clear ? "clear " : "",
			event->working ? "working " : "", event->days == 1 ? "" : "s");
}

static void pad(struct text *into, size_t start, size_t width)
{
	const size_t length = into->length - start;
	text_add_repeated(into, ' ', length < width ? width - length : 1);
}

void author_timetable(const struct house *house, struct date meeting, struct text *into)
{
	const struct events events = events_of(house, meeting);
	const struct calendar calendar = notice_calendar(house);
	const char *closed = calendar_why_closed(&calendar, meeting);
	text_add_string(into, "The meeting of ");
	date_write_long(into, meeting);
	text_format(into, ", %.*s\n\n", SPAN_ARG(house->name));
	for (size_t i = 0; i < events.count; i++) {
		const struct event *event = &events.items[i];
		size_t start = into->length;
		date_write_long(into, event->date);
		pad(into, start, 29);
		start = into->length;
		add_count(event, into);
		pad(into, start, 23);
		text_add_string(into, event->what);
		text_add_char(into, '\n');
	}
	if (house->call_in_days)
		text_add_string(into, "\nCall-in is counted as if decisions were published on the day of the "
			"meeting.\n");
	if (closed)
		text_format(into, "\nThe day of the meeting is %s.\n", closed);
}

/* --- the calendar file */

/* A line, folded: what is longer goes on after a line end and a space, never inside a character. */
static void add_line(struct text *into, struct span line)
{
	size_t room = LINE_BYTES;
	while (line.length > room) {
		size_t cut = room;
		while (((unsigned char)line.at[cut] & 0xC0) == 0x80)
			cut--;
		text_add(into, span_cut(line, 0, cut));
		text_add_string(into, "\r\n ");
		line = span_cut(line, cut, line.length);
		room = LINE_BYTES - 1;
	}
	text_add(into, line);
	text_add_string(into, "\r\n");
}

static void add_escaped(struct text *into, struct span s)
{
	for (size_t i = 0; i < s.length; i++) {
		if (s.at[i] == '\\' || s.at[i] == ';' || s.at[i] == ',')
			text_add_char(into, '\\');
		if (s.at[i] == '\n')
			text_add_string(into, "\\n");
		else
			text_add_char(into, s.at[i]);
	}
}

static void add_date_line(struct text *into, const char *name, struct date date, const char *after)
{
	text_format(into, "%s:%04d%02d%02d%s\r\n", name, date.year, date.month, date.day, after);
}

static void add_event(struct text *into, const struct house *house, struct date meeting,
	const struct event *event)
{
	struct text line = {0};
	text_add_string(into, "BEGIN:VEVENT\r\n");
	text_format(&line, "UID:%04d%02d%02d-%s-%.*s@cabpaper", meeting.year, meeting.month, meeting.day,
		event->key, SPAN_ARG(house->key));
	add_line(into, text_span(&line));
	add_date_line(into, "DTSTAMP", meeting, "T000000Z");
	add_date_line(into, "DTSTART;VALUE=DATE", event->date, "");
	text_clear(&line);
	text_format(&line, "SUMMARY:%s (", event->what);
	add_escaped(&line, house->name);
	text_format(&line, "\\, meeting of %d %s %d)", meeting.day, month_name(meeting.month),
		meeting.year);
	add_line(into, text_span(&line));
	if (event->days) {
		text_clear(&line);
		text_add_string(&line, "DESCRIPTION:");
		add_count(event, &line);
		add_line(into, text_span(&line));
	}
	text_add_string(into, "TRANSP:TRANSPARENT\r\nEND:VEVENT\r\n");
	into->failed = into->failed || line.failed;
	text_release(&line);
}

void author_timetable_ics(const struct house *house, struct date meeting, struct text *into)
{
	const struct events events = events_of(house, meeting);
	text_add_string(into, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//cabpaper//timetable//EN\r\n");
	for (size_t i = 0; i < events.count; i++)
		add_event(into, house, meeting, &events.items[i]);
	text_add_string(into, "END:VCALENDAR\r\n");
}
