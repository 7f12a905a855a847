# SPDX-License-Identifier: MIT
"""localhost.py - a web server and its client in one program.

The exercise on networks, all of it on 127.0.0.1. A defence that gives students no sockets denies
this: that is its policy, and here is its price.
"""

import http.client
import http.server
import threading

from attack import DONE


class Echo(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body.upper())

    def log_message(self, *words):
        pass


def run(brief):
    with http.server.HTTPServer(("127.0.0.1", 0), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        client = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=5)
        client.request("POST", "/", "hello")
        answer = client.getresponse()
        print(answer.status, answer.read().decode())
        client.close()
        server.shutdown()
        thread.join()
    return DONE


ATTACK = {
    "effect": "a program speaks to itself by HTTP",
    "means": "http.server and http.client on 127.0.0.1",
    "oracle": "done",
    "id": "B30",
    "expect": "200 HELLO\n",
    "run": run,
}
