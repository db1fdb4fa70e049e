"""The papers for councillors, and for the noticeboards of their wards."""
