// SPDX-License-Identifier: MIT
#include "harness/trial/api.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

const char *const api_call_names[API_CALLS + 1] = {
	[API_NEXT] = "next",
	[API_RESPONSE] = "response",
	[API_ERROR] = "error",
	[API_INIT_ERROR] = "init-error",
	[API_EXTENSION] = "extension",
	[API_TELEMETRY] = "telemetry",
	[API_ANY] = "any",
};

/* The first that fits: /init/error is an /error too. */
static const struct {
	const char *part;
	enum api_call call;
} parts[] = {
	{ "/invocation/next", API_NEXT },  { "/response", API_RESPONSE },
	{ "/init/error", API_INIT_ERROR }, { "/error", API_ERROR },
	{ "/extension/", API_EXTENSION },  { "/telemetry", API_TELEMETRY },
	{ "/logs", API_TELEMETRY },
};

static enum api_call call_of(const char *line)
{
	for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++)
		if (strstr(line, parts[i].part))
			return parts[i].call;
	return API_ANY;
}

static void note(struct api_log *log, enum api_call call, const char *line)
{
	if (!log->seen[call])
		strcpy(log->line[call], line);
	log->seen[call] = true;
}

size_t api_reply(struct api_log *log, const char *head, size_t n, const char *token, char *reply,
		 size_t size)
{
	char line[sizeof(log->line[0])] = "", body[256] = "{\"status\":\"OK\"}";
	enum api_call call;
	int len;

	if (!memmem(head, n, "\r\n\r\n", 4))
		return 0;
	for (size_t i = 0; i + 1 < sizeof(line) && i < n && head[i] != '\r'; i++)
		line[i] = isprint((unsigned char)head[i]) ? head[i] : '?';
	call = call_of(line);
	note(log, call, line);
	note(log, API_ANY, line);
	if (call == API_NEXT)
		snprintf(body, sizeof(body),
			 "{\"command\":\"eval\",\"params\":{\"response\":\"\",\"params\":"
			 "{\"token\":\"%s\"}}}",
			 token);
	len = snprintf(reply, size,
		       "HTTP/1.1 %s\r\nContent-Type: application/json\r\n"
		       "Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
		       "Content-Length: %zu\r\nConnection: close\r\n\r\n%s",
		       call == API_RESPONSE || call == API_ERROR || call == API_INIT_ERROR ?
			       "202 Accepted" : "200 OK",
		       strlen(body), body);
	return len > 0 && (size_t)len < size ? (size_t)len : 0;
}
