// SPDX-License-Identifier: GPL-3.0-or-later
// The module whose interface is network/network.h.
#include "network/curlfetcher.h"
#include "network/httpserver.h"

#include <utility>

namespace {

class LoadedNetwork final : public thaw::Network
{
public:
    [[nodiscard]] std::unique_ptr<thaw::Fetcher> makeFetcher(const thaw::FetchLimits &limits,
                                                             QString &problem) const override
    {
        return thaw::CurlFetcher::make(limits, problem);
    }
    [[nodiscard]] std::unique_ptr<thaw::FileServer> makeServer(const thaw::ServedFiles &files,
                                                               QString &problem) const override
    {
        auto server = std::make_unique<thaw::HttpServer>(files);
        if (!server->listen()) {
            problem = server->errorText();
            return nullptr;
        }
        return server;
    }
};

} // namespace

extern "C" Q_DECL_EXPORT const thaw::Network *thawNetwork()
{
    static const LoadedNetwork network;
    return &network;
}
