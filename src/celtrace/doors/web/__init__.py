"""The case room in the browser: one module a screen, plain HTML that needs no script.

A page is a form or a link; the scripts only make both quicker. Nothing is loaded from
anywhere else, and the policy that every answer carries forbids it.
"""
