"""Tables of the progress file. One entry a schema version; ``PRAGMA user_version`` counts them.

``events`` is what lessons record. ``exam_sessions`` and ``exam_events`` hold each sitting of
the exam player; ``reviews`` holds every answer that was judged, whoever asked: the player
writes its own, and a trigger copies those of the lessons' questions.
"""

from __future__ import annotations

__all__ = ["MIGRATIONS"]

MIGRATIONS = (
    """
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        subject TEXT NOT NULL,
        item TEXT NOT NULL,
        data TEXT NOT NULL
    );
    CREATE TRIGGER events_are_never_changed BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'progress events are append-only'); END;
    CREATE TRIGGER events_are_never_deleted BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'progress events are append-only'); END;
    """,
    """
    CREATE TABLE exam_sessions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        sheet TEXT NOT NULL,
        at TEXT NOT NULL,
        clock REAL NOT NULL,
        answered INTEGER NOT NULL,
        ended TEXT
    );
    CREATE TABLE exam_events (
        session INTEGER NOT NULL REFERENCES exam_sessions (id),
        number INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        clock REAL NOT NULL,
        item TEXT NOT NULL,
        value TEXT NOT NULL,
        PRIMARY KEY (session, number)
    ) WITHOUT ROWID;
    CREATE TRIGGER exam_events_are_never_changed BEFORE UPDATE ON exam_events
        BEGIN SELECT RAISE(ABORT, 'exam events are append-only'); END;
    CREATE TRIGGER exam_events_are_never_deleted BEFORE DELETE ON exam_events
        BEGIN SELECT RAISE(ABORT, 'exam events are append-only'); END;
    CREATE TABLE reviews (
        id INTEGER PRIMARY KEY,
        session INTEGER REFERENCES exam_sessions (id),
        outline TEXT NOT NULL,
        item TEXT NOT NULL,
        answer TEXT NOT NULL,
        correct INTEGER NOT NULL,
        confidence TEXT,
        seconds REAL,
        at TEXT NOT NULL,
        mode TEXT NOT NULL
    );
    CREATE TRIGGER reviews_are_never_changed BEFORE UPDATE ON reviews
        BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
    CREATE TRIGGER reviews_are_never_deleted BEFORE DELETE ON reviews
        BEGIN SELECT RAISE(ABORT, 'reviews are append-only'); END;
    INSERT INTO reviews (outline, item, answer, correct, at, mode)
        SELECT '', subject || ':' || item, json_extract(data, '$.chosen'),
               json_extract(data, '$.correct'), at, 'lesson'
        FROM events WHERE kind = 'answer' ORDER BY id;
    CREATE TRIGGER answers_in_lessons_are_reviews AFTER INSERT ON events WHEN NEW.kind = 'answer'
        BEGIN INSERT INTO reviews (outline, item, answer, correct, at, mode) VALUES (
            '', NEW.subject || ':' || NEW.item, json_extract(NEW.data, '$.chosen'),
            json_extract(NEW.data, '$.correct'), NEW.at, 'lesson'
        ); END;
    """,
)
