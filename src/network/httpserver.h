// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/network.h"

#include <QCoreApplication>
#include <QEventLoop>
#include <QTcpServer>

#include <map>
#include <memory>
#include <mutex>
#include <vector>

namespace thaw {

class ServedConnection;

/// A FileServer by QTcpServer, in an event loop of its own.
class HttpServer final : public FileServer
{
    Q_DECLARE_TR_FUNCTIONS(thaw::HttpServer)
public:
    explicit HttpServer(const ServedFiles &files);
    ~HttpServer() override;

    /// False if the system refuses it; errorText() then says why.
    [[nodiscard]] bool listen();
    [[nodiscard]] QString errorText() const { return m_server.errorString(); }

    [[nodiscard]] QUrl address(int file) const override;
    [[nodiscard]] QByteArray sentDigest(int file) const override;
    [[nodiscard]] QString problem() const override;
    void run(const std::function<void()> &steer) override;
    void wake() override;
    void quit() override;
    void setPaused(bool paused) override;
    void step() override;

private:
    void accept();
    void giveUp();

    const ServedFiles m_files;
    bool m_isPaused = false;
    quint16 m_port = 0; // set before another thread knows of this
    QEventLoop m_loop;
    std::function<void()> m_steer; // while it runs
    QTcpServer m_server;
    std::vector<std::unique_ptr<ServedConnection>> m_connections;

    mutable std::mutex m_mutex; // protects all below
    std::map<int, QByteArray> m_digests;
    QString m_problem;
};

} // namespace thaw
