"""The carrier: one Protocol; TM Forum client; the rehearsal carrier."""
