// SPDX-License-Identifier: MIT
#include "harness/results/measure.h"

#include "harness/results/member.h"
#include "lib/strf.h"

bool measure_seen(const struct measure *m)
{
	return m->figure >= 0 && (uint64_t)m->figure >= m->threshold;
}

/* The width of the margin, to one side. */
static double width(const struct measure *m)
{
	return (double)m->threshold * m->margin / 100;
}

bool measure_enough(const struct measure *m)
{
	if (!m->margin) /* events: one is one */
		return measure_seen(m);
	return m->figure >= 0 && (double)m->figure > (double)m->threshold + width(m);
}

bool measure_near(const struct measure *m)
{
	return m->margin && m->figure >= 0 && !measure_enough(m) &&
	       (double)m->figure >= (double)m->threshold - width(m);
}

json_t *measure_object(const struct measure *m, const struct scale *s)
{
	if (m->figure < 0)
		return json_null();
	return json_pack("{s:I, s:I, s:i, s:s, s:I}", "figure", (json_int_t)m->figure, "threshold",
			 (json_int_t)m->threshold, "margin", (int)m->margin, "unit", s->unit,
			 "per_unit", (json_int_t)s->per_unit);
}

struct measure measure_of(const json_t *object)
{
	const json_t *figure = json_object_get(object, "figure");

	if (!json_is_integer(figure))
		return (struct measure){ .figure = -1 };
	return (struct measure){
		.figure = json_integer_value(figure),
		.threshold = (uint64_t)json_integer_value(json_object_get(object, "threshold")),
		.margin = (unsigned)json_integer_value(json_object_get(object, "margin")),
	};
}

char *measure_words(const json_t *object)
{
	struct measure m = measure_of(object);
	const char *unit = member_text(object, "unit");
	json_int_t per = json_integer_value(json_object_get(object, "per_unit"));

	if (m.figure < 0 || !unit || per <= 0)
		return NULL;
	return strf("%lld %s, seen at %lld", (long long)(m.figure / per), unit,
		    (long long)((json_int_t)m.threshold / per));
}
