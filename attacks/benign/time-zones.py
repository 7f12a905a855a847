# SPDX-License-Identifier: MIT
"""time-zones.py - what time is it in Tokyo?

zoneinfo reads /usr/share/zoneinfo, time.tzset reads TZ. A file system without that folder is an
exception; an environment with another TZ must not change what the program computes.
"""

import calendar
import datetime
import os
import time
import zoneinfo

from attack import DONE


def run(brief):
    noon = datetime.datetime(2024, 7, 1, 12, tzinfo=zoneinfo.ZoneInfo("Europe/Berlin"))
    for place in "UTC", "Asia/Tokyo", "America/New_York":
        print(noon.astimezone(zoneinfo.ZoneInfo(place)).isoformat())
    print((datetime.date(2025, 1, 1) - noon.date()).days, noon.strftime("%d %B %Y, week %V"))
    print(calendar.month(2024, 2).splitlines()[2])
    before = os.environ.get("TZ")
    os.environ["TZ"] = "Asia/Kolkata"
    time.tzset()
    print(time.strftime("%H:%M %Z", time.localtime(0)))
    if before is None:
        del os.environ["TZ"]
    else:
        os.environ["TZ"] = before
    time.tzset()
    print(datetime.datetime.fromisoformat("2024-02-29T23:59:59+00:00").timestamp())
    return DONE


ATTACK = {
    "effect": "dates and time zones are right",
    "means": "datetime, zoneinfo, calendar, time.tzset",
    "oracle": "done",
    "needs": ["zoneinfo"],
    "expect": "2024-07-01T10:00:00+00:00\n2024-07-01T19:00:00+09:00\n2024-07-01T06:00:00-04:00\n"
              "184 01 July 2024, week 27\n          1  2  3  4\n05:30 IST\n1709251199.0\n",
    "run": run,
}
