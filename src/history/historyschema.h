// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace thaw {

class SqlConnection;

/// Throws a HistoryFault if the database is another program's, or of a newer version. One without
/// anything in it is a new one.
void checkSchema(const SqlConnection &connection);

/// Brings the database to the schema of this version. Of several processes that find the same, one
/// does it.
void migrateSchema(const SqlConnection &connection);

} // namespace thaw
