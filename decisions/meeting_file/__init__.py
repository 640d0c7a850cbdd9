"""Meeting files: a meeting written as YAML. So far its set-up; attendance, decisions and votes of past meetings follow."""
