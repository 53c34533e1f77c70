/*
 * make_papers FOLDER COUNT [SEED]: papers of about 13 kB each, no two alike, for benchmarks and fault
 * runs. Each has eighteen numbered paragraphs with lists, two tables, a finance block and a risk
 * register, and no finding at all.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static uint64_t state;

static unsigned pick(unsigned below)
{
	state ^= state << 13;
	state ^= state >> 7;
	state ^= state << 17;
	return (unsigned)((state >> 11) % below);
}

static const char *const words[] = {"service", "budget", "review", "library", "centre", "member", "school",
	"the", "of", "and", "to", "in", "for", "with", "by", "from", "each", "year", "cost", "plan", "officers",
	"partners", "agreed", "proposed", "reported", "county", "market", "towns", "villages", "residents",
	"programme", "progress", "works", "capital", "reserve", "quarter", "contract", "transport", "homes",
	"caf\xC3\xA9", "fa\xC3\xA7" "ade", "meeting", "evidence", "survey", "demand", "visits", "winter", "summer"};

static void sentence(FILE *f, unsigned length)
{
	for (unsigned i = 0; i < length; i++)
		fprintf(f, "%s%s", i ? " " : "The ", words[pick(sizeof words / sizeof *words)]);
	fputc('.', f);
}

static void paragraph(FILE *f, unsigned sentences)
{
	fputs("  ", f);
	for (unsigned i = 0; i < sentences; i++) {
		if (i)
			fputs("\n  ", f);
		sentence(f, 9 + pick(12));
	}
	fputc('\n', f);
}

static void considerations(FILE *f)
{
	fputs("considerations: |\n", f);
	for (unsigned i = 1; i <= 18; i++) {
		if (i % 6 == 1)
			fprintf(f, "  ### Stage %u of the work\n\n", i / 6 + 1);
		paragraph(f, 3 + pick(3));
		if (i == 4 || i == 9 || i == 15) {
			fputc('\n', f);
			for (unsigned k = 0; k < 4; k++) {
				fputs("  - ", f);
				sentence(f, 8 + pick(6));
				fputc('\n', f);
			}
		}
		if (i == 7)
			fputs("\n  ![](#visits)\n", f);
		if (i == 12)
			fputs("\n  ![](#hours)\n", f);
		if (i == 2)
			fputs("\n  **Note:** the *draft* plan of the `second` stage is on [the site](https://www.example.gov.uk/plan). {#note}\n", f);
		fputc('\n', f);
	}
}

static void table(FILE *f, const char *id, const char *caption, unsigned rows)
{
	fprintf(f, "  %s:\n    caption: %s\n    columns:\n      - Place\n      - {title: Last year, type: number}\n"
		"      - {title: This year, type: number}\n      - Remarks\n    total: sum\n    rows:\n", id, caption);
	for (unsigned i = 0; i < rows; i++)
		fprintf(f, "      - [Centre %u, %u, %u, the %s of the %s]\n", i + 1, pick(9000), pick(9000),
			words[pick(7)], words[20 + pick(10)]);
}

/* Pounds, thousands: the costs of three years. */
static unsigned draw_amounts(unsigned amounts[6][3])
{
	unsigned total = 0;
	for (unsigned i = 0; i < 6; i++)
		for (unsigned year = 0; year < 3; year++)
			total += amounts[i][year] = 100 + pick(800);
	return total;
}

static void figures(FILE *f, unsigned amounts[6][3])
{
	fputs("financial_assessment:\n  text: The works are met from the capital reserve.\n  unit: \xC2\xA3" "000\n"
		"  years: [2005/06, 2006/07, 2007/08]\n  lines:\n", f);
	for (unsigned i = 0; i < 6; i++)
		fprintf(f, "    - {item: Stage %u, kind: %s, amounts: [%u, %u, %u]}\n", i + 1,
			i % 2 ? "revenue" : "capital", amounts[i][0], amounts[i][1], amounts[i][2]);
	fputs("risk_management:\n  text: The main risk is delay.\n  register:\n", f);
	for (unsigned i = 0; i < 6; i++)
		fprintf(f, "    - {id: risk-%u, risk: The %s is late, likelihood: %u, impact: %u, mitigation: Begin in %s, owner: Head of Property}\n",
			i + 1, words[pick(7)], 1 + pick(5), 1 + pick(5), i % 2 ? "May" : "June");
}

static void paper(FILE *f, unsigned number)
{
	static const unsigned thursdays[][2] = {{1, 13}, {2, 17}, {3, 24}, {4, 21}, {5, 19}, {6, 23},
		{7, 14}, {9, 22}, {10, 13}, {11, 17}, {12, 15}};
	const unsigned *day = thursdays[number % (sizeof thursdays / sizeof *thursdays)];
	unsigned amounts[6][3];
	const unsigned total = draw_amounts(amounts);
	fprintf(f, "style: herefordshire\ntitle: Programme of works, report %u\nstatus: final\nreference: BEN/2005/%u\n"
		"meeting: {body: Cabinet, date: 2005-%02u-%02u}\nportfolio: Environment\nwards: County-wide\n"
		"key_decision: {reason: spending}\nvalue: \xC2\xA3%u,%03u,000\n"
		"contacts:\n  - {name: A. Officer, role: Head of Works, phone: 01632 960001}\n",
		number, number, day[0], day[1], total / 1000, total % 1000);
	fputs("purpose: To agree the programme of works for three years.\n"
		"recommendations:\n  - agree the programme in [](#visits);\n  - commit the capital shown in [](#finance); and\n"
		"  - ask for a report of progress in a year.\nreasons: The programme was asked for in January.\n", f);
	considerations(f);
	fputs("alternative_options:\n  - {option: Do nothing, for: No cost., against: The need stays.}\n"
		"  - {option: Do half, for: Half the cost., against: Two towns go without., preferred: no}\n", f);
	figures(f, amounts);
	fputs("consultees: [Parish councils, Ward members, Head teachers]\n"
		"background_papers:\n  - {title: Report on works, date: 2005-01-13, at: Democratic Services}\ntables:\n", f);
	table(f, "visits", "Visits in a year by centre", 14);
	table(f, "hours", "Hours of opening by centre", 14);
}

int main(int argc, char **argv)
{
	if (argc < 3)
		return 2;
	const unsigned count = (unsigned)strtoul(argv[2], NULL, 10);
	state = 0x9E3779B97F4A7C15u + (argc > 3 ? strtoul(argv[3], NULL, 10) : 0);
	mkdir(argv[1], 0777);
	for (unsigned i = 0; i < count; i++) {
		char path[4096];
		snprintf(path, sizeof path, "%s/paper-%05u.yaml", argv[1], i);
		FILE *f = fopen(path, "w");
		if (!f) {
			perror(path);
			return 2;
		}
		paper(f, i);
		if (fclose(f)) {
			perror(path);
			return 2;
		}
	}
	return 0;
}
